// One revision, as it was published: text, decision, simulation.
import { Button, Card, Descriptions, Flex, Typography } from 'antd';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { path, put } from '../../api/client';
import { useLive } from '../../api/live';
import type { Campaign, RevisionWithText as Seen } from '../../api/types';
import { DeedButton } from '../../common/deed';
import { LiveView } from '../../common/live_view';
import { Page } from '../../common/page';
import { RevisionTag } from '../../common/tags';
import { useAdmin } from '../../session';
import { useSpeech } from '../../words';
import { Decision } from '../campaign/revisions';
import { Code } from '../editor/code';
import { readable } from '../editor/yaml_text';
import { SimulationOf } from '../simulation/simulation';

function Facts({ revision }: { revision: Seen }) {
  const { say, time, sayMaybe } = useSpeech();
  const { approval } = revision;
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2 }}
      items={[
        { key: 'author', label: say('author'), children: [revision.author, sayMaybe('source', revision.source)].filter(Boolean).join(', ') },
        { key: 'at', label: say('when'), children: time(revision.created_at) },
        { key: 'plugin', label: say('plugin'), children: `${revision.plugin} ${revision.plugin_version}` },
        { key: 'note', label: say('note'), children: revision.note || '–' },
        ...(approval === null ? [] : [{ key: 'approval', label: say('decidedBy'), children: [approval.by, time(approval.at), approval.note].filter(Boolean).join(' · ') }]),
        { key: 'hash', label: say('hash'), children: <Typography.Text code>{revision.hash.slice(0, 12)}</Typography.Text> },
      ]}
    />
  );
}

/** The first revision of a campaign that nobody has seen. */
function PutUp({ id, number }: { id: string; number: number }) {
  const { say } = useSpeech();
  const navigate = useNavigate();
  return (
    <DeedButton
      label={say('toEverybody')}
      reason={false}
      button={{ type: 'primary' }}
      consequence={say('publishNewWill', { title: id, id })}
      done={say('liveForAll')}
      call={() => put(path`campaigns/${id}/rollout`, { revision: number, share: 1 })}
      after={() => navigate(`/campaigns/${id}`)}
    />
  );
}

export default function Revision() {
  const { id = '', number = '0' } = useParams();
  const { say } = useSpeech();
  const { may } = useAdmin();
  const campaign = useLive<Campaign>(path`campaigns/${id}`, 5000);
  const live = useLive<Seen>(path`campaigns/${id}/revisions/${number}`, 5000);
  const title = say('revisionNumber', { number });
  const serving = campaign.data?.revision;
  const other = serving !== undefined && serving !== Number(number);
  const unborn = campaign.error?.code === 'no_such_campaign'; // published for nobody yet
  const servable = live.data !== undefined && ['approved', 'retired', 'rolling'].includes(live.data.state);
  return (
    <Page
      title={title}
      name={`${title} · ${id}`}
      aside={
        <Flex gap="small" align="center" wrap>
          <Link to={`/campaigns/${id}?tab=revisions`}>{id}</Link>
          {live.data && <RevisionTag state={live.data.state} />}
        </Flex>
      }
      actions={
        <>
          {live.data && <Decision id={id} revision={live.data} />}
          {other && (
            <Link to={`/campaigns/${id}/diff?from=${serving}&to=${number}`}>
              <Button>{say('compareServing', { number: serving })}</Button>
            </Link>
          )}
          {may('operator') && unborn && live.data?.state === 'approved' && <PutUp id={id} number={live.data.number} />}
          {may('operator') && servable && !unborn && (
            <Link to={`/campaigns/${id}/rollout?revision=${number}`}>
              <Button type="primary">{say('showToPlayers')}</Button>
            </Link>
          )}
          {may('operator') && (
            <Link to={`/campaigns/${id}/edit?from=${number}`}>
              <Button>{say('editFrom')}</Button>
            </Link>
          )}
        </>
      }
    >
      <LiveView live={live} what={title}>
        {(revision) => (
          <>
            <Card size="small">
              <Facts revision={revision} />
            </Card>
            <SimulationOf id={id} number={revision.number} />
            <Card size="small" title={say('yaml')}>
              <Code key={revision.hash} text={readable(revision.yaml)} label={say('yaml')} />
            </Card>
          </>
        )}
      </LiveView>
    </Page>
  );
}
