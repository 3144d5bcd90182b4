// Copies the text of the field that a button names, and says so on the button.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return; // not allowed here: the text is selected, ready for the keyboard
  }
  button.textContent = button.dataset.copied;
});
