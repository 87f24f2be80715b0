// What is said of reminders: on the page of this phone, at the end of Absen, and in a notification?

export const REMINDERS = {
  title: 'Pengingat',
  intro: 'HP ini dapat mengingatkan Anda, juga saat aplikasi tertutup.',
  turnOn: 'Nyalakan pengingat',
  turningOn: 'Menyalakan…',
  turnOff: 'Matikan semua',
  on: 'Menyala di HP ini',
  unsent: 'Pilihan tersimpan di HP dan berlaku setelah terkirim.',
  away: 'Sambungkan HP ke jaringan satu kali untuk menyalakan pengingat.',
  serverOff: 'Server kantor Anda tidak mengirim pengingat.',
  installTitle: 'Pasang dahulu di layar utama',
  installMore: 'Di iPhone dan iPad, pengingat hanya ada bila SIKEREN dibuka dari layar utama.',
  install: 'Cara memasang',
  unsupported: 'Peramban ini tidak dapat menerima pengingat',
  unsupportedMore: 'Pakai Chrome, Firefox, atau Safari versi terbaru.',
  denied: 'Notifikasi diblokir untuk SIKEREN',
  deniedMore: {
    android:
      'Buka Pengaturan HP, pilih Aplikasi, lalu SIKEREN atau Chrome, lalu Notifikasi. Izinkan, lalu kembali ke sini.',
    ios: 'Buka Pengaturan, pilih Notifikasi, lalu SIKEREN. Nyalakan Izinkan Notifikasi, lalu kembali ke sini.',
    other: 'Ketuk tanda di kiri alamat peramban, izinkan Notifikasi, lalu muat ulang.',
  },
  asked: 'Izin belum diberikan. Ketuk sekali lagi bila Anda ingin diingatkan.',
  failing: 'Pengingat belum dapat dinyalakan',
  failingMore:
    'Layanan pengingat peramban tidak menjawab. Absen tidak terganggu. Coba lagi saat jaringan baik.',
  refused: 'Server belum menerima pilihan ini',
  kinds: 'Ingatkan saya tentang',
  quiet: 'Jam tenang',
  quietFrom: 'Mulai',
  quietUntil: 'Sampai',
  quietHint:
    'Pada jam ini tidak ada pengingat. Yang masih berguna datang sesudahnya. Bila sif Anda mulai malam, ubah jamnya.',
  secret: 'Isi pengingat disandikan sampai HP ini, tanpa lokasi dan tanpa alasan.',
};

/** By kind: what it is, and when. @type {Record<string, [string, string]>} */
export const REMINDER_KINDS = {
  checkin: ['Belum Absen Masuk', '15 menit sebelum batas. Tidak saat cuti, dinas, atau libur.'],
  waiting: ['Absen belum terkirim', 'Bila absen tertahan di HP berjam-jam.'],
  returned: ['Perlu diperbaiki', 'Laporan atau pengajuan yang dikembalikan.'],
  decision: ['Keputusan atasan', 'Atas absen, koreksi, atau pengajuan Anda.'],
  report: ['Laporan perjalanan', 'Sehari sebelum batasnya, dan bila terlambat.'],
  team: ['Menunggu keputusan saya', 'Untuk atasan: jumlahnya, sekali pada hari kerja.'],
};

export const REMINDER_OFFER = {
  title: 'Mau diingatkan bila lupa absen?',
  text: '15 menit sebelum batas, bila Anda belum Absen Masuk. Jenis lain dan jam tenang diatur di HP Saya.',
  later: 'Nanti saja',
};

/** What the worker says in its own words, knowing what is on this phone. */
export const PUSH = {
  keptTitle: 'Absen Masuk tersimpan di HP',
  keptBody: 'Belum terkirim. Buka SIKEREN saat ada sinyal.',
  deliveredTitle: 'Absen Masuk sudah diterima',
  deliveredBody: 'Tidak perlu apa-apa lagi.',
  emptiedTitle: 'Absen di HP sudah terkirim',
  emptiedBody: 'Tidak ada lagi yang menunggu.',
  closedTitle: 'SIKEREN',
  closedBody: 'Ada kabar untuk Anda. Buka aplikasi untuk membacanya.',
};
