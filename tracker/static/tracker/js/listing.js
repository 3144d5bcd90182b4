// What htmx leaves to do when it swaps a list: it asks for the whole page and takes #listing out of
// it, so an address has one answer, and no cache can hold a part of a page in place of the page.

let opened = new Set();

const listing = () => document.getElementById("listing");

// Each <details> by the nearest element with an id, and its place in there.
function* detailsOf(root) {
  const places = new Map();
  for (const details of root.querySelectorAll("details")) {
    const owner = details.parentElement.closest("[id]").id;
    const place = places.get(owner) ?? 0;
    places.set(owner, place + 1);
    yield [`${owner} ${place}`, details];
  }
}

// Fields left empty are no filters: the address says what was asked, and no more.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const name of new Set(detail.formData.keys())) {
    const values = detail.formData.getAll(name).filter((value) => value.trim());
    detail.formData.delete(name);
    for (const value of values) detail.formData.append(name, value);
  }
});

document.addEventListener("htmx:beforeSwap", () => {
  opened = new Set([...detailsOf(listing())].filter(([, details]) => details.open).map(([key]) => key));
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [key, details] of detailsOf(listing())) if (opened.has(key)) details.open = true;
});

// On a narrow screen the filters stand above the results, which were changed with every choice.
document.addEventListener("click", ({ target }) => {
  const sheet = target.closest(".filter-actions button")?.closest("details");
  if (!sheet) return;
  sheet.open = false;
  sheet.scrollIntoView();
});

document.addEventListener("htmx:afterSettle", () => {
  const count = listing().querySelector(".results-count, [role=alert]");
  document.getElementById("announced").textContent = count?.textContent.trim() ?? "";
  // htmx gives the focus back to what had it; a link that is gone leaves it to the results.
  if (document.activeElement === document.body) count?.focus({ preventScroll: true });
});

// No answer, or an error's page: go there, and see it.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, ({ detail }) => {
    location.assign(detail.pathInfo.finalRequestPath);
  });
}
