// What does each flag and refusal mean in plain words?

/** @type {Record<string, string>} by the protocol's reason */
export const REFUSALS = {
  malformed: 'Isi absen tidak terbaca oleh server. Perbarui aplikasi, lalu hubungi operator.',
  too_large: 'Isi absen terlalu besar. Hubungi operator.',
  unknown_device: 'Server tidak mengenal HP ini. Hubungi operator untuk mendaftarkan lagi.',
  bad_signature: 'Tanda tangan HP tidak cocok dengan isi absen. Hubungi operator.',
  bad_assertion: 'Persetujuan sidik jari atau PIN tidak dapat dipastikan. Hubungi operator.',
  bad_anchor: 'Penanda waktu absen ini bukan untuk HP ini. Hubungi operator.',
  id_reused: 'Nomor absen ini sudah dipakai untuk isi yang lain. Hubungi operator.',
};

/** @type {Record<string, [string, string]>} name and plain words, where the server gave no figures */
const FLAGS = {
  before_anchor: [
    'Waktu sebelum kontak terakhir',
    'Waktu absen lebih awal dari kontak terakhir HP dengan server.',
  ],
  in_future: ['Waktu setelah diterima', 'Waktu absen lebih lambat dari waktu diterima server.'],
  superseded_anchor: ['Penanda waktu lama', 'Penanda waktunya lebih lama dari absen sebelumnya.'],
  undeclared: [
    'Tidak disebut saat kontak',
    'HP pernah menghubungi server tanpa menyebut absen ini.',
  ],
  chain_fork: ['Urutan absen bercabang', 'Ada dua absen berbeda pada urutan yang sama.'],
  bad_witness: ['Kode layar kantor tidak sah', 'Kode layar kantor tidak dikenali.'],
  passkey_changed: ['Sifat kunci HP berubah', 'Kunci HP tidak seperti saat didaftarkan.'],
  revoked_device: ['HP tidak lagi terdaftar', 'Absen dibuat setelah HP ini tidak lagi terdaftar.'],
  outside: ['Di luar radius', 'Lokasi di luar batas titik absen.'],
  no_location: ['Tanpa lokasi', 'Absen dikirim tanpa lokasi.'],
  shared_fix: ['Koordinat sama dengan orang lain', 'Koordinat sama persis dengan pegawai lain.'],
  frozen_fix: ['Koordinat sama dengan hari lain', 'Koordinat sama persis dengan hari lain.'],
  impossible_speed: [
    'Perpindahan tidak wajar',
    'Jarak dari absen sebelumnya terlalu jauh untuk waktunya.',
  ],
  clock_moved: ['Jam HP mundur', 'Jam HP dimundurkan sejak kontak terakhir dengan server.'],
  late_delivery: ['Diterima terlambat', 'Absen diterima server melewati batas hari.'],
  new_device: ['HP baru', 'HP baru saja didaftarkan.'],
  low_accuracy: ['Akurasi lokasi rendah', 'HP tidak yakin akan lokasinya.'],
  chain_gap: ['Absen sebelumnya belum tiba', 'Absen sebelum ini belum diterima server.'],
  time_asserted: [
    'Waktu menurut HP',
    'Absen dikirim kemudian; waktunya menurut HP, di antara dua kontak dengan server.',
  ],
  clock_forward: ['Jam HP maju', 'Jam HP lebih maju dari hitungan sejak kontak terakhir.'],
  carried: ['Dititipkan', 'Dikirim lewat HP pegawai lain.'],
};

/** The topic of help.js that answers for a flag. @type {Record<string, string>} */
export const FLAG_HELP = {
  outside: 'luar-radius',
  no_location: 'lokasi',
  low_accuracy: 'akurasi',
  before_anchor: 'jam',
  in_future: 'jam',
  clock_moved: 'jam',
  clock_forward: 'jam',
  late_delivery: 'sinyal',
  time_asserted: 'sinyal',
  chain_gap: 'sinyal',
  new_device: 'hp',
  revoked_device: 'hp',
};

/** Those that ask for a person's judgement; the others only inform. */
const INFORMATION = ['low_accuracy', 'chain_gap', 'time_asserted', 'clock_forward', 'carried'];

/**
 * @param {{ code: string, detail?: string }} flag
 * @returns {{ name: string, text: string, doubtful: boolean }}
 */
export function flagWords({ code, detail }) {
  const [name, text] = FLAGS[code] ?? ['Catatan server', 'Server memberi catatan pada absen ini.'];
  return { name, text: detail || text, doubtful: !INFORMATION.includes(code) };
}
