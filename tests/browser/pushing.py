"""How does a reminder come to a phone in a test? By our own push service and the browser's door.

Chromium without Google's services cannot subscribe: there alone the browser is stood in for. What
the server sends is opened with the subscription's keys and given to the browser as its push service
would (CDP `ServiceWorker.deliverPushMessage`).
"""

import json
from typing import Any

from tests.browser.phone import Phone
from tests.browser.waiting import until
from tests.push_service import PushService, Reader

STAND_IN = """
(() => {
  let answer = %(answer)s, held = null, said = %(permission)s;
  Object.defineProperty(Notification, 'permission', { get: () => said });
  Notification.requestPermission = async () => (said = %(reply)s);
  PushManager.prototype.getSubscription = async () => held;
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    if (answer === null) throw new DOMException('no push service', 'AbortError');
    const json = structuredClone(answer);
    held = { endpoint: json.endpoint, toJSON: () => json,
      unsubscribe: async () => { held = null; return true; } };
    return held;
  };
})();
"""


class Post:
    """The push service, and one phone's subscription there."""

    def __init__(self) -> None:
        self.service = PushService()
        self.reader = Reader()

    def stand_in(
        self,
        phone: Phone,
        *,
        permission: str = "default",
        reply: str = "granted",
        works: bool = True,
    ) -> None:
        """Let the browser's own part of subscribing be ours, from the next load on."""
        said = self.reader.subscription(self.service.origin, "")
        answer = {name: said[name] for name in ("endpoint", "expirationTime", "keys")}
        words = {
            "answer": json.dumps(answer if works else None),
            "permission": json.dumps(permission),
            "reply": json.dumps(reply),
        }
        phone.context.grant_permissions(["geolocation", "background-sync", "notifications"])
        phone.context.add_init_script(STAND_IN % words)
        phone.page.reload()

    def messages(self) -> list[dict[str, Any]]:
        """What the server has sent to the phone."""
        return self.service.to(self.reader)

    def hand_over(self, phone: Phone, message: dict[str, Any] | str, *, shows: bool = True) -> None:
        """Give the browser a message, as its push service would, until a notification is shown.

        Args:
            phone: whose browser.
            message: the message, or what takes its place.
            shows: whether something must come of it; if not, nothing is waited for.
        """
        (worker,) = phone.context.service_workers
        before = worker.evaluate(COUNTED)
        text = message if isinstance(message, str) else json.dumps(message)
        session = phone.context.new_cdp_session(phone.page)
        found: list[str] = []
        session.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda event: found.extend(
                one["registrationId"] for one in event["registrations"] if not one["isDeleted"]
            ),
        )
        session.send("ServiceWorker.enable")
        until(lambda: phone.page.evaluate("1") and found, "the worker's registration")
        session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": phone.origin, "registrationId": found[-1], "data": text},
        )
        session.detach()
        if shows:
            until(lambda: worker.evaluate(COUNTED) > before, "a notification")


# How many notifications this worker has shown. Whoever asks `getNotifications` while one is on its
# way makes Chromium forget it: what is stored and not yet on the screen counts as closed.
COUNTED = """() => {
  const { registration } = self;
  const show = registration.showNotification.bind(registration);
  self.shownSoFar ??= ((registration.showNotification = async (...given) => {
    await show(...given);
    self.shownSoFar += 1;
  }), 0);
  return self.shownSoFar;
}"""

SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, url: data?.url }));
}"""

CLICK = """async () => {
  const [shown] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification: shown }));
}"""


def shown_on(phone: Phone) -> list[dict[str, Any]]:
    """The notifications that the phone shows."""
    return phone.page.evaluate(SHOWN)


def click_on_it(phone: Phone) -> None:
    """Tap the first notification."""
    (worker,) = phone.context.service_workers
    worker.evaluate(CLICK)
