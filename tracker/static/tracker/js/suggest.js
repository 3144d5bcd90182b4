// Offers published names under a search box while one types: the combobox pattern of the ARIA
// guide, with a list. <form data-suggest="/en/search/names/"> around an <input type="search">.
// Enter without a chosen name searches; without this script that is all the form does.

const PAUSE = 120; // milliseconds without a key before the server is asked
const SHORTEST = 2;

function dress(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("span");
  let timer, asked, chosen = -1;

  list.id = `${input.id}-names`;
  list.className = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", form.querySelector("label").textContent.trim());
  said.className = "visually-hidden";
  said.role = "status";
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.parentElement.append(list, said);

  const options = () => [...list.children];

  function choose(place) {
    chosen = place;
    for (const [at, option] of options().entries()) {
      option.setAttribute("aria-selected", String(at === place));
      if (at === place) option.scrollIntoView({ block: "nearest" });
    }
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options()[place].id);
  }

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  }

  async function ask() {
    const typed = input.value.trim();
    asked = typed;
    if (typed.length < SHORTEST) {
      said.textContent = "";
      return show(false);
    }
    const address = `${form.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
    let answer = "";
    try {
      const response = await fetch(address);
      if (response.ok) answer = await response.text();
    } catch {
      // offline: the form still searches
    }
    if (asked !== typed || document.activeElement !== input) return; // an older answer
    list.innerHTML = answer; // ours, escaped by the server
    for (const [at, option] of options().entries()) option.id = `${list.id}-${at}`;
    show(options().length > 0);
    const { suggestMany, suggestNone } = form.dataset;
    said.textContent = options().length ? suggestMany.replace("{n}", options().length) : suggestNone;
  }

  function go(option) {
    location.assign(option.dataset.href);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const many = options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!many) return;
      event.preventDefault();
      if (list.hidden) show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place before the first: the text as it was typed.
      choose(((chosen + 1 + step + many + 1) % (many + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      go(options()[chosen]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first Escape closes the list, the next empties the box
      show(false);
    }
  });
  input.addEventListener("blur", () => show(false));
  // The box keeps the focus, so that "blur" does not close the list under the pointer.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
}

for (const form of document.querySelectorAll("[data-suggest]")) dress(form);
