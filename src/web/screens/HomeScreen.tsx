import { DialBox } from '../features/dial/DialBox.tsx';
import { Page } from '../ui/Page.tsx';
import { useTranslation } from 'react-i18next';

/** Ready to call. */
export function HomeScreen() {
  const { t } = useTranslation();
  return (
    <Page title={t('home.title')}>
      <DialBox />
    </Page>
  );
}
