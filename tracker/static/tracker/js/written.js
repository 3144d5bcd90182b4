// Says below an input what the server understood of it: see sources/admin/written.py.
// <input data-written-url="…" data-written-beside="currency qualifier"> <output class="read-back">

const PAUSE = 250; // milliseconds without a key before the server is asked
const waiting = new WeakMap();

// "investments-0-amount" and "currency" -> the control "investments-0-currency" of the same form.
function beside(input) {
  const row = input.name.slice(0, input.name.lastIndexOf("-") + 1);
  const names = (input.dataset.writtenBeside || "").split(" ").filter(Boolean);
  return names.map((name) => [name, input.form?.elements[row + name]]);
}

function write(output, text, understood) {
  output.textContent = text;
  output.classList.toggle("read-back--yes", understood && text !== "");
  output.classList.toggle("read-back--no", !understood);
}

async function ask(input) {
  const output = input.parentElement.querySelector("output.read-back");
  const asked = new URLSearchParams({ text: input.value });
  for (const [name, control] of beside(input)) {
    if (control) asked.set(name, control.value);
  }
  const address = `${input.dataset.writtenUrl}?${asked}`;
  waiting.set(input, address);
  let answer;
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    answer = await response.json();
  } catch {
    answer = { ok: true, read: "", notes: [] }; // signed out or offline: the save will say
  }
  if (waiting.get(input) !== address) return; // an older answer
  if (answer.ok) write(output, [answer.read, ...answer.notes].filter(Boolean).join(". "), true);
  else write(output, answer.reason, false);
}

function later(input) {
  clearTimeout(input.writtenTimer);
  input.writtenTimer = setTimeout(ask, PAUSE, input);
}

function heard(event) {
  const control = event.target;
  if (control.dataset?.writtenUrl) return later(control);
  if (!control.form || !control.name) return;
  // A field beside changed: the text may now mean something else.
  for (const input of control.form.querySelectorAll("[data-written-beside]")) {
    const reads = beside(input).some(([, other]) => other === control);
    if (reads && input.value.trim()) later(input);
  }
}

document.addEventListener("input", heard);
document.addEventListener("change", heard);
