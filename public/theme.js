// Sets the theme before the first paint: a blocking script of our own, so that no inline script is needed.
// `data-theme` is what is drawn (light or dark); `data-theme-choice` is what was chosen (light, dark or system).
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return window.localStorage.getItem("umbra.theme");
    } catch {
      return null; // Storage can be switched off; the system's theme is then the answer.
    }
  };
  const apply = () => {
    const value = stored();
    const choice = value === "light" || value === "dark" ? value : "system";
    root.dataset.themeChoice = choice;
    root.dataset.theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
  };
  apply();
  dark.addEventListener("change", apply);
  window.addEventListener("storage", apply);
  window.addEventListener("umbra:theme", apply);
})();
