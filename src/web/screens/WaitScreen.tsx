import { Body1, Spinner } from '@fluentui/react-components';
import { Page } from '../ui/Page.tsx';

/** A screen with a spinner that says what the app is waiting for. */
export const WaitScreen = ({ title, text }: { title: string; text?: string }) => (
  <Page title={title} figure={<Spinner size="large" aria-hidden />}>
    {text && <Body1>{text}</Body1>}
  </Page>
);
