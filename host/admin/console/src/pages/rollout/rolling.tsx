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
  if (!under && waiting === 0) return null;
  return (
    <Space direction="vertical" size="small" className="whole">
      {under && (
        <Alert
          type="info"
          showIcon
          message={say('rollingLine', { revision: rollout.revision, share: percent(rollout.share) })}
          description={<Progress percent={rollout.share * 100} showInfo={false} size="small" aria-label={say('shareOfPlayers')} />}
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
