// What can be done about a campaign. Each button says what will happen before it does.
import { EditOutlined, PauseOutlined, PlayCircleOutlined, RocketOutlined, StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router-dom';
import { path, post } from '../../api/client';
import type { Campaign } from '../../api/types';
import { DeedButton } from '../../common/deed';
import { useAdmin } from '../../session';
import { useSpeech } from '../../words';

export function Deeds({ campaign }: { campaign: Campaign }) {
  const { say, text, number } = useSpeech();
  const { may } = useAdmin();
  if (!may('operator')) return null;
  const { id } = campaign;
  const name = { title: text(campaign.title) || id, id, rate: number(campaign.traffic.actions_per_minute, 1) };
  return (
    <>
      <Link to={`/campaigns/${id}/edit`}>
        <Button type="primary" icon={<EditOutlined aria-hidden />}>
          {say('edit')}
        </Button>
      </Link>
      <Link to={`/campaigns/${id}/rollout`}>
        <Button icon={<RocketOutlined aria-hidden />}>{say('rollout')}</Button>
      </Link>
      {campaign.quarantined && (
        <DeedButton
          label={say('release')}
          consequence={say('releaseWill', name)}
          done={say('released')}
          danger
          call={(reason) => post(path`campaigns/${id}/release`, { reason })}
        />
      )}
      {campaign.paused && campaign.killed !== true && (
        <DeedButton
          label={say('resume')}
          button={{ icon: <PlayCircleOutlined aria-hidden /> }}
          consequence={say('resumeWill', name)}
          done={say('resumed')}
          call={(reason) => post(path`campaigns/${id}/resume`, { reason })}
        />
      )}
      {!campaign.paused && (
        <DeedButton
          label={say('pause')}
          danger
          button={{ icon: <PauseOutlined aria-hidden /> }}
          consequence={say('pauseWill', name)}
          done={say('pausedDone')}
          call={(reason) => post(path`campaigns/${id}/pause`, { reason })}
        />
      )}
      {campaign.killed === true ? (
        <DeedButton
          label={say('unkill')}
          button={{ icon: <PlayCircleOutlined aria-hidden /> }}
          consequence={say('unkillWill', name)}
          done={say('resumed')}
          call={(reason) => post(path`campaigns/${id}/unkill`, { reason })}
        />
      ) : (
        <DeedButton
          label={say('kill')}
          danger
          button={{ icon: <StopOutlined aria-hidden />, type: 'primary' }}
          consequence={say('killWill', name)}
          done={say('killed')}
          call={(reason) => post(path`campaigns/${id}/kill`, { reason })}
        />
      )}
    </>
  );
}
