// What stands around all pages, and which page is where. Each page is a file of its own, loaded when it is opened.
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider, Flex, Skeleton, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useEffect, useState } from 'react';
import { createHashRouter, RouterProvider } from 'react-router-dom';
import { Problem } from './api/problem';
import { ProblemView } from './common/problem_view';
import { Login } from './pages/login';
import { SessionOf, useAccess } from './session';
import { PreferencesOf, usePreferences } from './shell/preferences';
import { Shell } from './shell/shell';
import { Stumble } from './shell/stumble';

const page = (load: () => Promise<{ default: React.ComponentType }>) => {
  const Lazy = lazy(load);
  return (
    <Suspense fallback={<Skeleton active />}>
      <Lazy />
    </Suspense>
  );
};

const router = createHashRouter([
  {
    element: <Shell />,
    errorElement: <Stumble />,
    children: [
      {
        errorElement: <Stumble />,
        children: [
          { path: '/', element: page(() => import('./pages/overview')) },
          { path: '/campaigns', element: page(() => import('./pages/campaigns')) },
          { path: '/campaigns/:id', element: page(() => import('./pages/campaign/campaign')) },
          { path: '/campaigns/new', element: page(() => import('./pages/editor/new')) },
          { path: '/campaigns/:id/edit', element: page(() => import('./pages/editor/edit')) },
          { path: '/campaigns/:id/revisions/:number', element: page(() => import('./pages/revision/revision')) },
          { path: '/campaigns/:id/diff', element: page(() => import('./pages/revision/diff')) },
          { path: '/campaigns/:id/rollout', element: page(() => import('./pages/rollout/rollout')) },
          { path: '/players', element: page(() => import('./pages/players/players')) },
          { path: '/players/:tenant/:player', element: page(() => import('./pages/players/players')) },
          { path: '/plugins', element: page(() => import('./pages/plugins')) },
          { path: '/host', element: page(() => import('./pages/host')) },
          { path: '/audit', element: page(() => import('./pages/audit')) },
          { path: '/admins', element: page(() => import('./pages/admins')) },
          { path: '/account', element: page(() => import('./pages/account')) },
          { path: '*', element: <Stumble /> },
        ],
      },
    ],
  },
]);

/** Looks that the host refuses because nobody is signed in lead to the login. */
function makeClient(forget: () => void): QueryClient {
  const signedOut = (error: unknown) => error instanceof Problem && error.status === 401 && forget();
  return new QueryClient({
    queryCache: new QueryCache({ onError: signedOut }),
    defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true, staleTime: 1000, networkMode: 'always' } },
  });
}

function Gate({ onForget }: { onForget: (forget: () => void) => void }) {
  const { presence, look, forget } = useAccess();
  useEffect(() => onForget(forget), [onForget, forget]);
  switch (presence.kind) {
    case 'asking':
      return <Skeleton active className="alone" />;
    case 'away':
      return (
        <Flex className="alone" vertical>
          <ProblemView problem={presence.problem} again={() => void look()} />
        </Flex>
      );
    case 'nobody':
      return <Login />;
    case 'here':
      return <RouterProvider router={router} />;
  }
}

// Texts that can be read by everybody: 4.5 : 1 at least, which the library's own greys are not. Tags: style.css.
const tokens = {
  light: {
    colorPrimary: '#b8430a',
    colorPrimaryHover: '#a53c08',
    colorLink: '#a53c08',
    colorLinkHover: '#842f05',
    colorTextSecondary: 'rgba(0, 0, 0, 0.7)',
    colorTextTertiary: 'rgba(0, 0, 0, 0.66)',
    colorTextDescription: 'rgba(0, 0, 0, 0.66)',
    colorTextPlaceholder: 'rgba(0, 0, 0, 0.6)',
    colorSuccessText: '#237804',
    colorWarningText: '#8a5a00',
    colorErrorText: '#b3151c',
    colorError: '#c9252d',
    colorErrorBg: '#fff1f0',
    colorErrorBorder: '#ffccc7',
    borderRadius: 6,
    fontSize: 15,
  },
  dark: {
    colorPrimary: '#f0883e',
    colorPrimaryActive: '#e59d61',
    colorLink: '#f0a868',
    colorLinkHover: '#ffc08a',
    colorTextSecondary: 'rgba(255, 255, 255, 0.75)',
    colorTextTertiary: 'rgba(255, 255, 255, 0.7)',
    colorTextDescription: 'rgba(255, 255, 255, 0.7)',
    colorTextPlaceholder: 'rgba(255, 255, 255, 0.6)',
    colorSuccessText: '#7fd05a',
    colorWarningText: '#e8b339',
    colorErrorText: '#ff7b7f',
    colorError: '#ff7b7f',
    colorErrorBg: '#2c1618',
    colorErrorBorder: '#5b2526',
    borderRadius: 6,
    fontSize: 15,
  },
};
const still = matchMedia('(prefers-reduced-motion: reduce)');

function Themed() {
  const { language, dark } = usePreferences();
  const [{ client, setForget }] = useState(() => {
    let forget = () => undefined as void;
    return {
      client: makeClient(() => forget()),
      setForget: (given: () => void) => {
        forget = given;
      },
    };
  });
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      wave={{ disabled: still.matches }}
      locale={language === 'zh' ? zhCN : enUS}
      theme={{
        cssVar: true,
        hashed: false,
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: { ...tokens[dark ? 'dark' : 'light'], motion: !still.matches },
        components: {
          Progress: { defaultColor: dark ? '#f0883e' : '#b8430a' },
          Button: dark ? { primaryColor: '#1a0f06', dangerColor: '#1a0f06' } : {},
          Table: dark ? { rowSelectedBg: '#2b1d12', rowSelectedHoverBg: '#332215' } : { rowSelectedBg: '#fdf3ec', rowSelectedHoverBg: '#fbe9dd' },
          Menu: dark ? { itemSelectedColor: '#ffb880' } : {},
        },
      }}
    >
      <App>
        <QueryClientProvider client={client}>
          <SessionOf>
            <Gate onForget={setForget} />
          </SessionOf>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}

export function Console() {
  return (
    <PreferencesOf>
      <Themed />
    </PreferencesOf>
  );
}
