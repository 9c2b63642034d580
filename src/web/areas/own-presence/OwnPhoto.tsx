import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { usePhone } from '../../calling/react.tsx';
import { useOwnPresence } from '../../people/usePresence.ts';
import { usePhoto } from '../../people/usePhoto.ts';

/** The signed-in user's own photo with the presence as a badge. @param props.name chooses the initials */
export function OwnPhoto({ name }: { name: string }) {
  const { ownId } = usePhone();
  const photo = usePhoto(ownId, 48);
  const presence = useOwnPresence();
  return <PersonAvatar name={name} size={36} photo={photo} status={presence?.status} />;
}
