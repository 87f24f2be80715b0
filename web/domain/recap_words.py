"""How is a printed recap explained, and what are the columns of performance called?"""

COUNT, PERCENT, TEXT = "count", "percent", "text"
HOW = (
    "H dihitung bila hari itu lengkap tanpa terlambat dan tanpa pulang cepat.",
    "Hari hadir termasuk hari terlambat, pulang cepat, dinas luar, tugas belajar, diklat, dan WFA.",
    "% kehadiran = hari hadir dibagi hari kerja yang sudah lewat.",
    "% potongan = jumlah potongan setiap hari, paling banyak batas sebulan pada tabel.",
    "% kinerja = laporan harian yang disetujui dibagi hari kerja yang wajib dilaporkan.",
    "Nilai bulan = bobot kehadiran × (100 − % potongan) + bobot kinerja × % kinerja.",
)
# A figure of `totals.performance` → key, heading and kind of its column.
PERFORMANCE = {
    "due": ("laporan_wajib", "Laporan wajib", COUNT),
    "approved": ("laporan_disetujui", "Laporan disetujui", COUNT),
    "percent": ("persen_kinerja", "% kinerja", PERCENT),
    "attendance_share": ("nilai_kehadiran", "Porsi kehadiran", PERCENT),
    "performance_share": ("nilai_kinerja", "Porsi kinerja", PERCENT),
    "score": ("nilai_bulan", "Nilai bulan", PERCENT),
}
