"""What does each flag look for? One small function a flag, named by its code.

Each answers with the words that the person flagged reads, figures included, or with None. All
are pure: the same facts give the same flags, in whatever order they arrived (docs/protocol.md).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from web.domain.case import Case
from web.domain.duties import OUT_OF_TOWN
from web.domain.geofence import metres_between
from web.domain.timing import clock_drift

GRACE = timedelta(seconds=60)
CONTACT_GRACE = timedelta(seconds=10)
ASSERTED_AFTER = timedelta(minutes=10)
NEW_DEVICE_FOR = timedelta(days=3)
LOW_ACCURACY = 100.0  # metres
MAX_SPEED = 250.0  # km/h
FLIGHT_SPEED = 1000.0  # km/h, while an approved duty takes somebody out of town
SHARED_BY = 2  # other people


def _local(case: Case, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(case.timezone)).strftime("%d/%m/%Y pukul %H.%M %Z")


def span(length: timedelta) -> str:
    """A length of time in one word, rounded: "40 detik", "12 menit", "3 jam", "2 hari"."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return f"{round(length.total_seconds())} detik"
    if minutes < 120:
        return f"{minutes} menit"
    return f"{minutes // 60} jam" if minutes < 2880 else f"{minutes // 1440} hari"


def before_anchor(case: Case) -> str | None:
    """The time claimed lies before the server's last word to this phone."""
    early = case.anchor_at - case.claimed.raw
    if early > GRACE:
        return f"Waktu absen {span(early)} sebelum kontak terakhir HP dengan server."
    return None


def in_future(case: Case) -> str | None:
    """The time claimed lies after the arrival."""
    late = case.claimed.raw - case.received_at
    return f"Waktu absen {span(late)} setelah diterima server." if late > GRACE else None


def superseded_anchor(case: Case) -> str | None:
    """An older anchor than a check-in of lower sequence carries."""
    if case.newer_anchor_below:
        return "Absen ini memakai penanda waktu yang lebih lama dari absen sebelumnya."
    return None


def undeclared(case: Case) -> str | None:
    """At a contact the phone did not know of this check-in, which claims to be older."""
    for last_seq, at in case.contacts:
        if case.facts.seq > last_seq and case.claimed.at < at - CONTACT_GRACE:
            return (
                f"Saat HP menghubungi server {_local(case, at)}, absen nomor {case.facts.seq} "
                f"belum ada; waktu yang disebut {span(at - case.claimed.at)} lebih awal."
            )
    return None


def chain_fork(case: Case) -> str | None:
    """Two check-ins claim one place in the chain: the key was copied."""
    mine = case.facts
    others = [link for link in case.links if not link.fits(mine.hash)]
    if any(link.seq == mine.seq or link.prev == mine.prev for link in others):
        return f"Ada dua absen berbeda pada urutan {mine.seq} dari HP ini."
    below = [link for link in others if link.seq == mine.seq - 1]
    fits = any(link.fits(mine.prev) for link in below)
    if (below and not fits) or (mine.seq == 1 and mine.prev is not None):
        return f"Absen nomor {mine.seq} tidak menyambung ke absen sebelumnya dari HP ini."
    if any(link.seq == mine.seq + 1 and link.prev != mine.hash for link in others):
        return f"Absen setelah nomor {mine.seq} tidak menyambung ke absen ini."
    return None


def bad_witness(case: Case) -> str | None:
    """A witness that no display of ours has signed. No display is registered yet."""
    if case.facts.witness is not None:
        return "Kode layar kantor tidak dikenali."
    return None


def passkey_changed(case: Case) -> str | None:
    """The passkey's backup eligibility is not as enrolled (WebAuthn Level 3, section 6.1.3)."""
    if case.backup_eligible != case.device.backup_eligible:
        return "Sifat passkey berubah sejak HP didaftarkan."
    return None


def revoked_device(case: Case) -> str | None:
    """Signed after the device's revocation, or handed in after it was reported lost."""
    revoked_at = case.device.revoked_at
    if revoked_at is None:
        return None
    lost_at = revoked_at if case.device.revoked_reason == "lost" else case.device.lost_at
    lost = lost_at is not None and case.received_at > lost_at
    if lost or case.claimed.at > revoked_at:
        return f"HP ini sudah tidak terdaftar sejak {_local(case, revoked_at)}."
    return None


def outside(case: Case) -> str | None:
    """Beyond the edge of every point that is open, after the benefit of the doubt.

    A duty without a drawn destination lifts the radius: presence is what counts.
    """
    fix = case.facts.fix
    if fix is None or (case.duty and case.duty.lifted):
        return None
    if case.place and case.place[1].inside:
        return None
    if case.shut and case.shut[1].inside:
        shut = case.shut[0]
        return f"Di titik absen {shut.name}, tetapi di luar jam bukanya ({shut.opening})."
    if case.place is None:
        if case.shut:
            return "Tidak ada titik absen kantor ini yang buka pada waktu itu."
        return "Tidak ada titik absen yang berlaku bagi kantor ini pada waktu itu."
    point, judged = case.place
    return (
        f"{_metres(judged.beyond)} di luar batas titik absen {point.name} "
        f"(akurasi lokasi ±{_metres(fix.accuracy)})."
    )


def no_location(case: Case) -> str | None:
    """No fix at all."""
    words = {
        "denied": "Izin lokasi tidak diberikan.",
        "unavailable": "Lokasi tidak tersedia di HP.",
        "timeout": "Lokasi tidak ditemukan sampai batas waktu.",
    }
    return words[case.facts.no_fix] if case.facts.no_fix else None


def shared_fix(case: Case) -> str | None:
    """The same coordinates, to the last digit, as other people's."""
    if case.others_at_fix >= SHARED_BY:
        return f"Koordinat sama persis dengan {case.others_at_fix} pegawai lain dalam 30 hari."
    return None


def frozen_fix(case: Case) -> str | None:
    """The same coordinates, to the last digit, as this person's on other days."""
    if case.other_days_at_fix:
        return f"Koordinat sama persis dengan {case.other_days_at_fix} hari lain."
    return None


def impossible_speed(case: Case) -> str | None:
    """Further from the check-in before than anyone travels in the time between."""
    fix, before = case.facts.fix, case.before
    if fix is None or before is None:
        return None
    apart = metres_between(before.lat, before.lng, fix.lat, fix.lng)
    apart -= before.accuracy + fix.accuracy
    between = case.claimed.at - before.at
    away = case.duty is not None and case.duty.kind == OUT_OF_TOWN
    fastest = FLIGHT_SPEED if away else MAX_SPEED
    if apart <= 0 or apart / 1000 <= fastest * between.total_seconds() / 3600:
        return None
    return f"{_metres(apart)} dari absen sebelumnya dalam {span(between)}."


def clock_moved(case: Case) -> str | None:
    """The phone's clock was set back since the anchor arrived."""
    drift = clock_drift(case.facts)
    if drift is not None and drift > GRACE:
        return f"Jam HP mundur {span(drift)} sejak kontak terakhir dengan server."
    return None


def late_delivery(case: Case) -> str | None:
    """Handed in later than the office allows for."""
    late = case.received_at - case.claimed.at
    if late > timedelta(days=case.offline_days):
        return f"Diterima {span(late)} setelah absen (batas {case.offline_days} hari)."
    return None


def new_device(case: Case) -> str | None:
    """The first days after a change of phone."""
    since = case.claimed.at - case.device.enrolled_at
    if case.device.follows_another and since < NEW_DEVICE_FOR:
        return f"HP baru terdaftar {_local(case, case.device.enrolled_at)}."
    return None


def low_accuracy(case: Case) -> str | None:
    """The phone itself was unsure where it was."""
    fix = case.facts.fix
    if fix is not None and fix.accuracy > LOW_ACCURACY:
        return f"Akurasi lokasi rendah (±{_metres(fix.accuracy)})."
    return None


def chain_gap(case: Case) -> str | None:
    """The check-in before this one has not arrived yet."""
    seq = case.facts.seq
    if seq > 1 and not any(link.seq == seq - 1 for link in case.links):
        return f"Absen nomor {seq - 1} dari HP ini belum diterima."
    return None


def time_asserted(case: Case) -> str | None:
    """Only the bounds of the time are proven."""
    if case.received_at - case.anchor_at > ASSERTED_AFTER:
        return (
            f"Waktu terbukti antara {_local(case, case.anchor_at)} "
            f"dan {_local(case, case.received_at)}."
        )
    return None


def clock_forward(case: Case) -> str | None:
    """The wall clock ran ahead of the monotonic one: sleep, network time or a hand."""
    drift = clock_drift(case.facts)
    if drift is not None and -drift > GRACE:
        return f"Jam HP maju {span(-drift)} terhadap hitungan sejak kontak terakhir."
    return None


def carried(case: Case) -> str | None:
    """Handed in under another device's session."""
    return "Dikirim melalui HP lain." if case.via == "carried" else None


def _metres(value: float) -> str:
    return f"{round(value)} m" if value < 10000 else f"{round(value / 1000)} km"
