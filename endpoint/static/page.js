// The pages work without this: it lets Ctrl+Enter run a query and shows that one is running.
"use strict";
for (const form of document.querySelectorAll("form.ask")) {
  const editor = form.querySelector("textarea");
  const button = form.querySelector("button");
  const calm = button.textContent;
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => {
    button.textContent = button.dataset.running;
    button.setAttribute("aria-busy", "true");
  });
  // Coming back by the browser's history shows the page as it was left.
  window.addEventListener("pageshow", () => {
    button.textContent = calm;
    button.removeAttribute("aria-busy");
  });
}
