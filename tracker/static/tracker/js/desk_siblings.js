// A choice among the other rows of the entry has all of them in the template of new rows alone; a row
// that is opened gets them from there, but for itself.

function fill(select) {
  const template = document.getElementsByName(select.name.replace(/-\d+-/, "-__prefix__-"))[0];
  const own = document.getElementsByName(select.name.replace(/[^-]+$/, "id"))[0]?.value;
  const known = new Set([...select.options].map((option) => option.value));
  for (const option of template?.options ?? []) {
    if (!known.has(option.value) && option.value !== own) select.append(option.cloneNode(true));
  }
}

function fillVisible(root) {
  for (const select of root.querySelectorAll("select[data-siblings]:not([name*=__prefix__])")) {
    if (select.closest("details.desk-row").open) fill(select);
  }
}

fillVisible(document);
document.addEventListener("toggle", (event) => fillVisible(event.target), true);
