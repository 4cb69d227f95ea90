// What watches over a rollout, and what it says: no evidence is no go.
import { Card, Flex, Typography } from 'antd';
import type { Guard } from '../../api/types';
import { VerdictTag } from '../../common/tags';
import { useSpeech } from '../../words';

export function Guards({ guards }: { guards: readonly Guard[] }) {
  const { say, number } = useSpeech();
  return (
    <Card size="small" title={say('guards')}>
      {guards.length === 0 ? (
        <Typography.Text type="secondary">{say('noGuards')}</Typography.Text>
      ) : (
        <Flex vertical gap="small">
          {guards.map((guard) => (
            <Flex key={guard.name} gap="4px 12px" wrap align="center">
              <VerdictTag verdict={guard.verdict} />
              <strong>{guard.name}</strong>
              <span>{say('guardValue', { value: number(guard.value, 4), limit: number(guard.limit, 4) })}</span>
              {guard.verdict !== 'ok' && <Typography.Text type="secondary">{guard.text}</Typography.Text>}
            </Flex>
          ))}
        </Flex>
      )}
    </Card>
  );
}
