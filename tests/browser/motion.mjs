/** In the page: the animations and transitions that run although who looks asked for little motion. */
export function movesUnasked() {
  if (!window.matchMedia('(prefers-reduced-motion: reduce)').matches) return [];
  return document.getAnimations().map(({ animationName, transitionProperty, effect }) => {
    const name = animationName ?? transitionProperty;
    return `${name} of ${effect.target.tagName} ${effect.target.className}`;
  });
}
