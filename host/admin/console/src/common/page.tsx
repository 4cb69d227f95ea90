// The frame of a page: its heading, which gets the focus when one arrives, and what can be done.
import { Flex, Space, Typography } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';

// The first page leaves the focus at the top, where the way past the menu is.
let first = true;

interface Frame {
  title: ReactNode;
  name: string;
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, name, aside, actions, children }: Frame) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${name} · Fairground`;
  }, [name]);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  return (
    <Space direction="vertical" size="middle" className="whole">
      <Flex wrap gap="small" align="center" justify="space-between">
        <Flex wrap gap="small" align="baseline">
          <div ref={heading} tabIndex={-1} className="heading">
            <Typography.Title level={1} className="title">
              {title}
            </Typography.Title>
          </div>
          {aside}
        </Flex>
        {actions && (
          <Flex wrap gap="small">
            {actions}
          </Flex>
        )}
      </Flex>
      {children}
    </Space>
  );
}
