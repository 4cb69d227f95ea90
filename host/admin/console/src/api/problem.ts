// What can go wrong when the host is asked: RFC 9457, or no answer at all.

export interface ProblemBody {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  trace_id?: string;
  retry_after_s?: number;
  [more: string]: unknown;
}

/** The host said no, or did not answer (status 0, code "unreachable"). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly traceId: string;
  readonly retryAfterS: number | undefined;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? body.code ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? '';
    this.title = body.title ?? '';
    this.detail = body.detail ?? '';
    this.traceId = body.trace_id ?? '';
    this.retryAfterS = body.retry_after_s;
    this.body = body;
  }

  /** Asking again may help: the host is away or busy. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export function unreachable(reason: unknown): Problem {
  return new Problem(0, { code: 'unreachable', detail: reason instanceof Error ? reason.message : String(reason) });
}

/** The answer of a host that is no JSON (a proxy's page, a body cut short) is a problem of its own. */
export async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text().catch(() => '');
  try {
    const body = JSON.parse(text) as ProblemBody;
    if (body !== null && typeof body === 'object') return new Problem(answer.status, body);
  } catch {
    // told below
  }
  return new Problem(answer.status, { code: 'not_our_answer', title: answer.statusText, detail: text.slice(0, 200) });
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : unreachable(error);
}
