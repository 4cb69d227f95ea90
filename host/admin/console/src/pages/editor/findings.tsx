// What the check found, in a list; each leads to its line.
import { Alert, Button, Flex, Spin, Typography } from 'antd';
import type { CheckProblem } from '../../api/types';
import { ProblemView } from '../../common/problem_view';
import { useSpeech } from '../../words';
import type { Checked } from './checking';

interface Shown {
  checked: Checked;
  onGo: (place: { line: number; column: number }) => void;
}

function Finding({ problem, onGo }: { problem: CheckProblem; onGo: Shown['onGo'] }) {
  const { say } = useSpeech();
  const { line = 1, column = 1, key, message, severity } = problem;
  return (
    <Flex gap="small" align="baseline" className="finding">
      <Button size="small" type="link" onClick={() => onGo({ line, column })}>
        {say('line', { line })}
      </Button>
      <span>
        <Typography.Text type={severity === 'error' ? 'danger' : 'warning'}>{say(severity === 'error' ? 'error' : 'warning')}</Typography.Text>{' '}
        {key && <code>{key}</code>} {message}
      </span>
    </Flex>
  );
}

export function Findings({ checked, onGo }: Shown) {
  const { say } = useSpeech();
  if (checked.failed) return <ProblemView problem={checked.failed} what={say('notChecked')} />;
  const errors = checked.problems.filter(({ severity }) => severity === 'error').length;
  const warnings = checked.problems.length - errors;
  const state = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'success';
  const summary = checked.problems.length === 0 ? say('checkedFine') : say('checkedFound', { errors, warnings });
  return (
    <Alert
      type={state}
      showIcon
      role="status"
      data-check={checked.current ? state : 'checking'}
      message={
        <Flex gap="small" align="center">
          {checked.current ? summary : say('checking')}
          {!checked.current && <Spin size="small" />}
        </Flex>
      }
      description={
        checked.problems.length > 0 && (
          <div className="findings">
            {checked.problems.map((problem, n) => (
              <Finding key={`${n}/${problem.line}/${problem.message}`} problem={problem} onGo={onGo} />
            ))}
          </div>
        )
      }
    />
  );
}
