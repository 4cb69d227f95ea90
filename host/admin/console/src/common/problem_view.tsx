// What went wrong, as the host told it: title, detail, code, trace id.
import { Alert, Button, Space, Typography } from 'antd';
import type { Problem } from '../api/problem';
import { useSpeech } from '../words';

interface Shown {
  problem: Problem;
  /** What could not be done: "The campaigns could not be read". */
  what?: string;
  again?: (() => void) | undefined;
}

export function ProblemView({ problem, what, again }: Shown) {
  const { say, sayMaybe } = useSpeech();
  const own = sayMaybe('problem', problem.code);
  const title = what ?? (own === problem.code ? problem.title || say('problem') : own);
  return (
    <Alert
      type={problem.passing ? 'warning' : 'error'}
      showIcon
      role="alert"
      message={title}
      description={
        <Space direction="vertical" size={4} className="problem">
          {what !== undefined && own !== problem.code && <span>{own}</span>}
          {what !== undefined && own === problem.code && problem.title !== '' && <span>{problem.title}</span>}
          {problem.detail !== '' && <span>{problem.detail}</span>}
          <Typography.Text type="secondary" className="codes">
            {problem.code !== '' && <code>{problem.code}</code>}
            {problem.status > 0 && <span>HTTP {problem.status}</span>}
            {problem.traceId !== '' && (
              <Typography.Text type="secondary" copyable={{ text: problem.traceId, tooltips: [say('copy'), say('copied')] }}>
                {say('trace')} {problem.traceId}
              </Typography.Text>
            )}
          </Typography.Text>
        </Space>
      }
      action={
        again && (
          <Button size="small" onClick={again}>
            {say('tryAgain')}
          </Button>
        )
      }
    />
  );
}
