/* Choosing the part of a picture: drag it, or use arrows, plus and minus; the sliders do the same
   without this. The frame is that of fairapp/core/photos.py, drawn as the viewBox of an SVG. */

const form = document.querySelector("form[data-crop]");
if (form) crop(form, form.querySelector("[data-crop-frame]"));

function crop(form, frame) {
  const { across, down, zoom } = form.elements;
  const width = Number(frame.dataset.width);
  const height = Number(frame.dataset.height);
  const ratio = 413 / 531;
  const limit = (input, value) => Math.min(Number(input.max), Math.max(Number(input.min), value));
  // Sliders hold whole numbers; the hand between two of them is remembered here.
  const exact = new Map([across, down, zoom].map((input) => [input, Number(input.value)]));

  function set(input, value) {
    exact.set(input, limit(input, value));
    input.value = String(Math.round(exact.get(input)));
  }
  function box() {
    const wide = Math.min(width, height * ratio) * 100 / exact.get(zoom);
    const high = wide / ratio;
    return { wide, high, roomAcross: width - wide, roomDown: height - high };
  }
  function draw() {
    const { wide, high, roomAcross, roomDown } = box();
    frame.setAttribute("viewBox", `${roomAcross * exact.get(across) / 100} ${roomDown * exact.get(down) / 100} ${wide} ${high}`);
  }
  /* Move the picture by pixels of the picture. */
  function move(x, y) {
    const { roomAcross, roomDown } = box();
    if (roomAcross > 0) set(across, exact.get(across) - x * 100 / roomAcross);
    if (roomDown > 0) set(down, exact.get(down) - y * 100 / roomDown);
    draw();
  }
  /* Come nearer around the middle of the frame. */
  function nearer(to) {
    const before = box();
    const middle = [
      before.roomAcross * exact.get(across) / 100 + before.wide / 2,
      before.roomDown * exact.get(down) / 100 + before.high / 2,
    ];
    set(zoom, to);
    const after = box();
    set(across, after.roomAcross > 0 ? (middle[0] - after.wide / 2) * 100 / after.roomAcross : 50);
    set(down, after.roomDown > 0 ? (middle[1] - after.high / 2) * 100 / after.roomDown : 50);
    draw();
  }

  frame.setAttribute("role", "group");
  frame.setAttribute("tabindex", "0");
  frame.setAttribute("aria-label", frame.dataset.help);
  form.querySelector("[data-crop-look]").hidden = true;
  for (const input of [across, down]) input.addEventListener("input", () => { set(input, Number(input.value)); draw(); });
  zoom.addEventListener("input", () => nearer(Number(zoom.value)));

  frame.addEventListener("keydown", (event) => {
    const { wide } = box();
    const step = wide * (event.shiftKey ? 0.1 : 0.02);
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ways[event.key]) move(...ways[event.key]);
    else if (event.key === "+" || event.key === "=") nearer(exact.get(zoom) * 1.05);
    else if (event.key === "-") nearer(exact.get(zoom) / 1.05);
    else return;
    event.preventDefault();
  });
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
    frame.focus({ preventScroll: true });
  });
  frame.addEventListener("pointermove", (event) => {
    if (!frame.hasPointerCapture(event.pointerId)) return;
    const scale = box().wide / frame.clientWidth;
    move(event.movementX * scale, event.movementY * scale);
  });
  frame.addEventListener("wheel", (event) => {
    if (document.activeElement !== frame) return;
    event.preventDefault();
    nearer(exact.get(zoom) * (event.deltaY < 0 ? 1.05 : 1 / 1.05));
  }, { passive: false });
}
