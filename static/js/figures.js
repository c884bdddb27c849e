/* Puts the code of a figure where the cursor stands, and shows what the saved text says.
   Without this script the codes can be typed. */
for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const area = document.getElementById(button.dataset.into);
    area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
}

const preview = document.querySelector("[data-preview]");
document.addEventListener("entry:saved", (event) => {
  if (preview && event.detail.preview !== undefined) preview.innerHTML = event.detail.preview;
});
