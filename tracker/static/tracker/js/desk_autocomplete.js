// Dresses the autocomplete choices of the desk as they come into view: hundreds at once would keep
// the page of a long entry waiting. Each is an ordinary <select> until then.

const $ = django.jQuery;

function dress(select) {
  const element = $(select);
  if (element.hasClass("select2-hidden-accessible")) return;
  const dialog = select.closest("dialog");
  // Of several each has its own cross; the one for all would stand in a list, where only items may.
  if (select.multiple) delete select.dataset.allowClear;
  element.select2({
    width: "100%",
    // Inside a modal dialog nothing outside it can be clicked, the list of answers included.
    dropdownParent: dialog ? $(dialog) : undefined,
    ajax: {
      data: ({ term, page }) => ({
        term,
        page,
        app_label: select.dataset.appLabel,
        model_name: select.dataset.modelName,
        field_name: select.dataset.fieldName,
      }),
    },
  });
  named(select);
}

// select2 names a choice after its value alone; a person needs the name of the field.
function named(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const roles = "[role=combobox], [role=searchbox], [role=textbox]";
  const fields = select.nextElementSibling?.querySelectorAll(roles);
  for (const field of fields ?? []) field.setAttribute("aria-label", label?.textContent.trim() ?? "");
}

function dressVisible(root) {
  for (const select of root.querySelectorAll("select.desk-autocomplete:not([name*=__prefix__])")) {
    if (select.checkVisibility()) dress(select);
  }
}

dressVisible(document);
// "toggle" does not bubble: it is caught on its way down.
document.addEventListener("toggle", (event) => dressVisible(event.target), true);
document.addEventListener("formset:added", (event) => dressVisible(event.target));
document.addEventListener("desk:shown", (event) => dressVisible(event.target));
// A select2 that is opened by keyboard or click puts the cursor where one types.
$(document).on("select2:open", () => {
  document.querySelector(".select2-container--open .select2-search__field")?.focus();
});
