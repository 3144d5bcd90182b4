// “Checked, still true” on the form of an entry: said without leaving the page, so that nothing
// typed is lost. Without this script the button posts and comes back.
for (const form of document.querySelectorAll("form[data-verify]")) {
  const answer = form.querySelector("output");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (!response.ok) throw new Error(response.status);
      answer.textContent = (await response.json()).text;
    } catch {
      answer.textContent = form.dataset.failed;
    }
  });
}
