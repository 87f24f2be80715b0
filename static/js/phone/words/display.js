// What does the choice of a look say?

export const DISPLAY = {
  title: 'Tampilan',
  looks: {
    auto: ['Otomatis', 'Mengikuti pengaturan HP.'],
    light: ['Terang', ''],
    dark: ['Gelap', ''],
    contrast: ['Kontras tinggi', 'Paling jelas di bawah matahari.'],
  },
  buzz: 'Getar saat absen',
};
