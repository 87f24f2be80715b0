// What is said while a phone is bound?

export const BIND = {
  title: 'Daftarkan HP ini',
  intro: 'Satu kali saja. Sesudah itu HP ini menjadi tanda hadir Anda, juga tanpa sinyal.',
  code: 'Kode pendaftaran',
  codeHint: '8 huruf dan angka dari operator kantor Anda. Huruf besar atau kecil sama saja.',
  noCode: 'Belum punya kode? Minta kepada operator kantor Anda.',
  check: 'Periksa kode',
  steps: ['Kode', 'Kunci HP', 'Uji coba'],
  whoTitle: 'Apakah ini Anda?',
  whoMore:
    'HP akan membuat kunci yang hanya bisa dipakai dengan sidik jari, wajah, atau PIN Anda. Sidik jari Anda tidak pernah keluar dari HP.',
  agree: 'Ya, buat kunci HP',
  notMe: 'Bukan saya',
  again: 'Kirim lagi',
  lostAnswer:
    'Kunci sudah dibuat, tetapi jawaban server belum diterima. Ketuk Kirim lagi; kode tidak perlu diketik ulang.',
  rehearseTitle: 'Satu langkah lagi: uji coba',
  rehearseMore:
    'Kita pastikan HP ini bisa menandatangani absen, juga tanpa jaringan. Hasil uji coba tidak dikirim dan tidak dihitung.',
  rehearse: 'Uji sidik jari sekarang',
  doneTitle: 'HP siap dipakai',
  done: 'Tanda tangan berhasil di HP ini, tanpa bantuan jaringan.',
  persisted: 'Penyimpanan tetap: peramban berjanji tidak menghapus data absen.',
  notPersisted:
    'Penyimpanan tetap belum diberikan peramban. Pasang SIKEREN di layar utama dan buka sesering mungkin agar data aman.',
  location: 'Di layar berikut, izinkan lokasi. Lokasi hanya dipakai saat layar Absen terbuka.',
  start: 'Buka layar Absen',
};
