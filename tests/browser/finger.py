"""Whose finger is on the sensor? Chromium's virtual authenticator, one for each page."""

from typing import Any

from playwright.sync_api import CDPSession, Page

OPTIONS = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Finger:
    """A platform authenticator with its owner's finger on it."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        made = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
        self._id: str = made["authenticatorId"]

    def refuse(self) -> None:
        """From now on the fingerprint is cancelled or not recognised."""
        self._verify(False)

    def agree(self) -> None:
        """From now on it is recognised again."""
        self._verify(True)

    def hesitate(self) -> None:
        """From now on nobody answers when the phone asks for a finger."""
        self._session.send(
            "WebAuthn.setAutomaticPresenceSimulation",
            {"authenticatorId": self._id, "enabled": False},
        )

    def credentials(self) -> list[dict[str, Any]]:
        """The passkeys on this phone, to be put into another page of the same phone."""
        answer = self._session.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        return answer["credentials"]

    def hold(self, credentials: list[dict[str, Any]]) -> None:
        """Have these passkeys too: another tab, or the same phone after a restart."""
        for credential in credentials:
            self._session.send(
                "WebAuthn.addCredential", {"authenticatorId": self._id, "credential": credential}
            )

    def _verify(self, verified: bool) -> None:
        self._session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": verified}
        )
