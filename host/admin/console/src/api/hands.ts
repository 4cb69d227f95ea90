// Whether somebody is at the page. A page that is left open looks at the host again and again; that alone must not keep its
// admin signed in, so the host is told which looks are nobody's.

const rest = 60_000; // ms without a touch
let touched = Date.now();

export function watchHands(page: Pick<Window, 'addEventListener'>): void {
  const note = () => {
    touched = Date.now();
  };
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) page.addEventListener(kind, note, { passive: true, capture: true });
}

export function nobodyIsThere(now = Date.now()): boolean {
  return now - touched > rest;
}
