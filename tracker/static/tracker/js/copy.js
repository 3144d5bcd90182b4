// A button that copies the text of a field, or the words of an element: <button data-copy="its id" data-copied="Copied">.
// One that is hidden shows once this runs; without it, the words can be selected and copied by hand.

const show = (root) => {
  if (!navigator.clipboard) return; // no secure context, no clipboard
  for (const button of root.querySelectorAll("button[data-copy][hidden]")) button.hidden = false;
};
show(document);
document.addEventListener("htmx:load", (event) => show(event.target));

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const element = document.getElementById(button.dataset.copy);
  const isField = "value" in element;
  if (isField) element.select();
  try {
    await navigator.clipboard.writeText(isField ? element.value : element.textContent.trim());
  } catch {
    return; // not allowed here: the text is selected, ready for the keyboard
  }
  const name = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = name), 2000);
});
