import init from "./contract.js";

init().catch((error) => {
  document.documentElement.dataset.contract ??= `start: ${error}`;
});
