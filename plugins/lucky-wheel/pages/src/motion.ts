// How the wheel turns: it gathers speed, runs on while the answer is awaited, and slows down so that it comes to rest
// exactly where the host said. Time in seconds, angles in degrees.
import { positive } from './geometry';

/** While waiting, degrees a second. */
export const cruiseSpeed = 600;
/** How long the wheel gathers speed. */
export const runUp = 0.5;

/** The angle `t` seconds after the start from `from`. */
export function waitingAngle(from: number, t: number): number {
  return t < runUp ? from + (cruiseSpeed * t * t) / (2 * runUp) : from + cruiseSpeed * (t - runUp / 2);
}

export interface Stop {
  seconds: number;
  angleAt(t: number): number;
}

/** The way from `from`, at cruising speed, to rest at `target` (mod 360), two to three turns later. */
export function stopAt(from: number, target: number): Stop {
  const way = 720 + positive(target - from);
  const power = 3;
  const seconds = (power * way) / cruiseSpeed; // so that it begins with the speed the wheel has
  return {
    seconds,
    angleAt: (t) => (t >= seconds ? from + way : from + way * (1 - (1 - t / seconds) ** power)),
  };
}

/** Moves one wheel. `draw` is called with each new angle. */
export class Motion {
  private angle = 0;
  private startedAt = 0;
  private frame = 0;

  constructor(
    private readonly draw: (angle: number) => void,
    private readonly calm: () => boolean,
  ) {}

  start(): void {
    if (this.calm()) return;
    cancelAnimationFrame(this.frame);
    const from = this.angle;
    this.startedAt = performance.now();
    this.run((t) => waitingAngle(from, t), Infinity);
  }

  /** Resolves when the wheel rests at `target`; at once for players who asked for little motion. */
  async stop(target: number): Promise<void> {
    if (this.calm()) {
      cancelAnimationFrame(this.frame);
      this.show(target);
      return;
    }
    const stillGathering = runUp * 1000 - (performance.now() - this.startedAt);
    if (stillGathering > 0) await new Promise((resolve) => setTimeout(resolve, stillGathering));
    cancelAnimationFrame(this.frame);
    const way = stopAt(this.angle, target);
    await new Promise<void>((resolve) => this.run(way.angleAt, way.seconds, resolve));
  }

  /** Back to rest where it is, without a prize. */
  async giveUp(): Promise<void> {
    if (!this.calm()) await this.stop(this.angle + 90);
  }

  private run(angleAt: (t: number) => number, seconds: number, done?: () => void): void {
    const start = performance.now();
    const step = () => {
      const t = (performance.now() - start) / 1000;
      this.show(angleAt(t));
      if (t < seconds) this.frame = requestAnimationFrame(step);
      else done?.();
    };
    this.frame = requestAnimationFrame(step);
  }

  private show(angle: number): void {
    this.angle = angle;
    this.draw(angle);
  }
}
