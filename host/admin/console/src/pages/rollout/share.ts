// Shares of players on a logarithmic scale, in the steps that the host knows: 0.01 % of the players.
export const least = 0.0001;

/** Where on the scale: -2 is 0.01 %, 2 is 100 %. */
export function toScale(share: number): number {
  return Math.log10(Math.max(share, least) * 100);
}

/** Two figures that mean something, and no more than the steps allow. */
export function fromScale(at: number): number {
  const share = 10 ** at / 100;
  const digits = 10 ** (Math.floor(Math.log10(share)) - 1);
  return inSteps(Math.round(share / digits) * digits);
}

export function inSteps(share: number): number {
  return Math.min(1, Math.max(least, Math.round(share / least) * least));
}

/** For the host, without the dust of binary fractions. */
export function exact(share: number): number {
  return Number(share.toFixed(4));
}
