import type { OpenPreview } from '../calling/preview.ts';
import { CameraCheck } from '../features/device-check/CameraCheck.tsx';
import { DialBox } from '../features/dial/DialBox.tsx';
import { Page } from '../ui/Page.tsx';
import { useTranslation } from 'react-i18next';

/** Ready to call. */
export function HomeScreen({ preview }: { preview: OpenPreview }) {
  const { t } = useTranslation();
  return (
    <Page title={t('home.title')}>
      <DialBox />
      <CameraCheck preview={preview} />
    </Page>
  );
}
