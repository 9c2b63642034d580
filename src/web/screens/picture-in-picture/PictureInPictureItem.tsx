import { PictureInPicture20Regular } from '@fluentui/react-icons/svg/picture-in-picture';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { MoreItem } from '../../ui/MoreItem.tsx';
import {
  callWindow,
  closeCallWindow,
  findLargestVideo,
  findWindowKind,
  openCallWindow,
} from './callWindow.ts';

/** Opens or closes the small call window. Without a way to open one, it says why. */
export function PictureInPictureItem() {
  const { t } = useTranslation();
  const isOpen = useReadable(callWindow) !== null;
  const kind = findWindowKind();
  const needsVideo = kind === 'video' && findLargestVideo() === undefined;
  const reason = needsVideo ? t('pictureInPicture.needsVideo') : null;
  return (
    <MoreItem
      label={t(isOpen ? 'pictureInPicture.close' : 'pictureInPicture.open')}
      icon={<PictureInPicture20Regular />}
      unavailable={kind === null ? t('pictureInPicture.unavailable') : reason}
      onClick={() => {
        if (isOpen) closeCallWindow();
        else void openCallWindow().catch(() => {});
      }}
    />
  );
}
