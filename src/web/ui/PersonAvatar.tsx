import { Avatar, type AvatarProps, type PresenceBadgeStatus } from '@fluentui/react-components';

interface PersonAvatarProps {
  name: string;
  size: NonNullable<AvatarProps['size']>;
  /** Address of a portrait; without one, or where it does not load, the initials show. */
  photo?: string | null;
  /** Whether they are free. The same always stands beside it in words. */
  status?: PresenceBadgeStatus | undefined;
}

/** The same without initials, for a button whose name is not the person's. */
export const PersonIcon = ({ name, size }: { name: string; size: NonNullable<AvatarProps['size']> }) => (
  <Avatar aria-hidden color="colorful" idForColor={name} size={size} />
);

/** A person's portrait, or initials on a colour of their own. Decoration: the name always stands beside it. */
export const PersonAvatar = ({ name, size, photo, status }: PersonAvatarProps) => (
  <Avatar
    aria-hidden
    name={name}
    color="colorful"
    idForColor={name}
    size={size}
    {...(photo && { image: { src: photo, alt: '' } })}
    {...(status && { badge: { status } })}
  />
);
