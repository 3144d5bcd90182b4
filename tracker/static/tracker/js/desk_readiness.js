// What still keeps the entry from being public, asked again whenever the form has changed: the
// server saves it as it stands, looks, and undoes the save.

const panel = document.querySelector("[data-readiness]");
const form = panel.closest("form");
const headline = panel.querySelector("[data-headline]");
const points = panel.querySelector("[data-points]");
const note = panel.querySelector("[data-note]");
const WAIT = 1000; // milliseconds without a change
let timer;
let asking;

function show(answer) {
  headline.textContent = answer.headline;
  panel.classList.toggle("is-ready", answer.reasons.length === 0);
  points.replaceChildren(
    ...answer.reasons.map(({ sentence, anchor }) => {
      const item = document.createElement("li");
      const place = anchor ? document.createElement("a") : item;
      if (anchor) {
        place.href = `#${anchor}`;
        item.append(place);
      }
      place.textContent = sentence;
      return item;
    }),
  );
}

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  note.textContent = panel.dataset.asking;
  try {
    const response = await fetch(panel.dataset.readiness, {
      method: "POST",
      body: new FormData(form),
      redirect: "error",
      signal,
    });
    if (!response.ok) throw new Error(response.status);
    show(await response.json());
    note.textContent = "";
  } catch {
    if (!signal.aborted) note.textContent = panel.dataset.failed;
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
}

// Once loaded: Django's scripts announce a change of every choice while they start. Through jQuery,
// because select2 tells of a change to nobody else.
addEventListener("load", () => django.jQuery(form).on("input change", later));
document.addEventListener("formset:removed", later);
if (matchMedia("(max-width: 1023px)").matches) panel.open = false;
