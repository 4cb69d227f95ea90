// SPDX-License-Identifier: MIT
//
// A short burst of paper over the result. Nothing for players who asked for little motion.
const colours = ['#ffd75e', '#ff5a5f', '#fff3dd', '#ff9f43', '#4cc38a', '#f2b93b'];

interface Paper {
  x: number;
  y: number;
  vx: number;
  vy: number;
  turn: number;
  spin: number;
  size: number;
  colour: string;
}

/** Draws on the canvas, as large as the window, until all has fallen. Returns what ends it earlier. */
export function burst(canvas: HTMLCanvasElement): (() => void) | undefined {
  const context = canvas.getContext('2d');
  if (!context || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
  const width = (canvas.width = window.innerWidth);
  const height = (canvas.height = window.innerHeight);
  const papers = Array.from({ length: 110 }, (_, index) => throwPaper(index, width, height));
  let frame = 0;
  let last = performance.now();
  const step = (now: number) => {
    const seconds = Math.min(0.05, (now - last) / 1000);
    last = now;
    context.clearRect(0, 0, width, height);
    for (const paper of papers) fly(paper, seconds, context);
    if (papers.some((paper) => paper.y < height + 20)) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}

function throwPaper(index: number, width: number, height: number): Paper {
  const left = index % 2 === 0;
  const force = 0.6 + Math.random() * 0.7;
  return {
    x: left ? -10 : width + 10,
    y: height * 0.55,
    vx: (left ? 1 : -1) * (0.1 + Math.random()) * width * 0.8,
    vy: -force * height * 0.95,
    turn: Math.random() * Math.PI,
    spin: (Math.random() - 0.5) * 12,
    size: 6 + Math.random() * 6,
    colour: colours[index % colours.length]!,
  };
}

function fly(paper: Paper, seconds: number, context: CanvasRenderingContext2D): void {
  paper.vy += 900 * seconds;
  paper.vx *= 1 - 0.9 * seconds;
  paper.x += paper.vx * seconds;
  paper.y += paper.vy * seconds;
  paper.turn += paper.spin * seconds;
  context.save();
  context.translate(paper.x, paper.y);
  context.rotate(paper.turn);
  context.scale(1, Math.cos(paper.turn * 2));
  context.fillStyle = paper.colour;
  context.fillRect(-paper.size / 2, -paper.size / 3, paper.size, paper.size * 0.66);
  context.restore();
}
