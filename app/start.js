// Starts the app. A file of its own, because the page allows no inline script.
import start from "./laurel-app.js";

start().catch((error) => {
  console.error(error);
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.textContent =
    "Laurel could not be started. Reload the page; if that does not help, this browser may be too old.";
  document.body.append(words);
});
