// Who else has this form open: told to the server now and then, and by it.

const place = document.querySelector("[data-presence]");
const notice = place.querySelector("p");
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const EVERY = 45000; // milliseconds; the server forgets after two minutes

async function ping() {
  if (document.visibilityState !== "visible") return;
  try {
    const response = await fetch(place.dataset.presence, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      redirect: "error",
    });
    if (!response.ok) return;
    const answer = await response.json();
    // Said again only when it is something else: a screen reader reads each change aloud.
    if (notice.textContent !== answer.notice) notice.textContent = answer.notice;
  } catch {
    // Offline for a while: the notice stays as it was, and saving says what is wrong.
  }
}

setInterval(ping, EVERY);
document.addEventListener("visibilitychange", ping);
