// How is one told to put the app onto the home screen?

export const INSTALL = {
  iosTitle: 'Pasang dahulu di layar utama',
  iosWhy:
    'Di iPhone, aplikasi di layar utama tidak bisa membaca data Safari. Bila HP didaftarkan di sini, kuncinya tertinggal di Safari.',
  iosSteps: [
    'Ketuk tombol Bagikan di bilah Safari.',
    'Pilih “Tambah ke Layar Utama”, lalu “Tambah”.',
    'Buka SIKEREN dari layar utama.',
    'Ketik kode pendaftaran Anda di sana.',
  ],
  iosCode: 'Kode Anda, untuk diketik lagi di sana:',
  title: 'Pasang SIKEREN di HP',
  why: 'Lebih cepat dibuka dan data absen lebih aman.',
  button: 'Pasang',
};
