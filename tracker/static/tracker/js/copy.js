// A button that copies the words of another element: <button data-copy="id of it" data-copied="Copied" hidden>.
// Hidden until this runs; the words can be selected and copied without it.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break; // no secure context, no clipboard
  const name = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = name), 2000);
  });
}
