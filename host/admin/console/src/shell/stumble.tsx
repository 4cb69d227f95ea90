// A page that is not there, or that failed in the browser.
import { Button, Result } from 'antd';
import { Link, useRouteError } from 'react-router-dom';
import { useSpeech } from '../words';

export function Stumble() {
  const { say } = useSpeech();
  const error = useRouteError();
  const back = (
    <Link to="/">
      <Button type="primary">{say('toOverview')}</Button>
    </Link>
  );
  if (error === undefined) return <Result status="404" title={say('noSuchPage')} extra={back} />;
  const reason = error instanceof Error ? error.message : String(error);
  return (
    <Result
      status="error"
      title={say('pageFailed')}
      subTitle={reason}
      extra={[<Button key="again" onClick={() => location.reload()}>{say('reload')}</Button>, <span key="back">{back}</span>]}
    />
  );
}
