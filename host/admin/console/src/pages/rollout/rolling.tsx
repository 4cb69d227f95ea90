// A rollout in one line, with the way to it.
import { Alert, Button, Flex, Progress, Space } from 'antd';
import { Link } from 'react-router-dom';
import type { Campaign } from '../../api/types';
import { useSpeech } from '../../words';
import { isUnderWay } from './plan';

export function Rolling({ campaign }: { campaign: Campaign }) {
  const { say, percent } = useSpeech();
  const { rollout, waiting } = campaign;
  const under = isUnderWay(rollout);
  const bad = under ? (rollout.guards ?? []).filter(({ verdict }) => verdict === 'bad').map(({ name }) => name) : [];
  if (!under && waiting === 0) return null;
  return (
    <Space direction="vertical" size="small" className="whole">
      {under && (
        <Alert
          type={bad.length > 0 ? 'error' : 'info'}
          showIcon
          message={say('rollingLine', { revision: rollout.revision, share: percent(rollout.share) })}
          description={
            <>
              {bad.length > 0 && say('guardsBad', { names: bad.join(', ') })}
              <Progress percent={rollout.share * 100} showInfo={false} size="small" aria-label={say('shareOfPlayers')} />
            </>
          }
          action={
            <Link to={`/campaigns/${campaign.id}/rollout`}>
              <Button size="small">{say('rollout')}</Button>
            </Link>
          }
        />
      )}
      {waiting > 0 && (
        <Alert
          type="warning"
          showIcon
          message={
            <Flex gap="small" wrap justify="space-between">
              {say('waitingLine', { count: waiting })}
              <Link to={`/campaigns/${campaign.id}?tab=revisions`}>{say('toRevisions')}</Link>
            </Flex>
          }
        />
      )}
    </Space>
  );
}
