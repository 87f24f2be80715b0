"""Which URLs are there for phones: the app itself, and the interface of docs/protocol.md?"""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from web.endpoints.api import attachments as own_files
from web.endpoints.api import checkins, enrolments, phone, session, uploads
from web.endpoints.api import daily_reports as own_reports
from web.endpoints.api import duties as own_duties
from web.endpoints.api import phone_changes as own_changes
from web.endpoints.api import recap as own_recap
from web.endpoints.api import travel_reports as own_travel
from web.endpoints.employee import app
from web.security import for_device

COMPRESSED = [Middleware(GZipMiddleware)]

# For phones, and for any client of docs/protocol.md.
API = [
    Route("/enrolments", enrolments.start, methods=["POST"]),
    Route("/enrolments/{id}/device", enrolments.finish, methods=["POST"]),
    Route("/session/challenge", session.challenge, methods=["POST"]),
    Route("/session", session.renew, methods=["POST"]),
    Route("/session", for_device(session.end), methods=["DELETE"]),
    Route("/anchor", for_device(phone.anchor), methods=["POST"]),
    Route("/state", for_device(phone.state), methods=["GET"]),
    Route("/history", for_device(phone.history), methods=["GET"]),
    Route("/reminders", for_device(phone.remind), methods=["PUT"]),
    Route("/explanations/{id}", for_device(phone.explanation), methods=["PUT"]),
    Route("/recap", for_device(own_recap.show), methods=["GET"]),
    Route("/corrections/{id}", for_device(own_recap.correct), methods=["PUT"]),
    Route("/corrections/{id}/withdrawal", for_device(own_recap.withdraw), methods=["PUT"]),
    Route("/recap-checks/{id}", for_device(own_recap.check), methods=["PUT"]),
    Route("/uploads", uploads.options, methods=["OPTIONS"]),
    Route("/uploads", for_device(uploads.create), methods=["POST"]),
    Route("/uploads/{id}", for_device(uploads.ask), methods=["HEAD"]),
    Route("/uploads/{id}", for_device(uploads.append), methods=["PATCH"]),
    Route("/uploads/{id}", for_device(uploads.end), methods=["DELETE"]),
    Route("/attachments/{id}", for_device(own_files.show), methods=["GET"]),
    Route("/attachments/{id}/small", for_device(own_files.small), methods=["GET"]),
    Route("/attachments/{id}/removal", for_device(own_files.remove), methods=["PUT"]),
    Route("/duties", for_device(own_duties.index), methods=["GET"]),
    Route("/duties/{id}", for_device(own_duties.file), methods=["PUT"]),
    Route("/duties/{id}/withdrawal", for_device(own_duties.withdraw), methods=["PUT"]),
    Route("/daily-reports", for_device(own_reports.index), methods=["GET"]),
    Route("/daily-reports.{format}", for_device(own_reports.export), methods=["GET"]),
    Route("/daily-reports/{id}", for_device(own_reports.file), methods=["PUT"]),
    Route("/daily-reports/{id}/withdrawal", for_device(own_reports.withdraw), methods=["PUT"]),
    Route("/travel-reports/{id}", for_device(own_travel.file), methods=["PUT"]),
    Route("/travel-reports/{id}/withdrawal", for_device(own_travel.withdraw), methods=["PUT"]),
    Route("/phone-changes", for_device(own_changes.show), methods=["GET"]),
    Route("/phone-changes/{id}", for_device(own_changes.file), methods=["PUT"]),
    Route("/phone-changes/{id}/withdrawal", for_device(own_changes.withdraw), methods=["PUT"]),
    Route("/checkins", checkins.hand_in, methods=["POST"]),
    Route("/checkins/{id}/receipt", checkins.receipt, methods=["GET"]),
]

# For everybody with a phone.
PHONE_APP = [
    Route("/", app.shell, middleware=COMPRESSED),
    Route("/sw.js", app.worker),
    Route("/manifest.webmanifest", app.manifest, middleware=COMPRESSED),
    Route("/.well-known/jwks.json", checkins.jwks),
]
