import { Avatar, type AvatarProps, type PresenceBadgeStatus } from '@fluentui/react-components';

interface PersonAvatarProps {
  name: string;
  size: NonNullable<AvatarProps['size']>;
  /** URL of a photo. Without one, or if it does not load, the initials are shown. */
  photo?: string | null;
  /** The person's presence, as a badge. The caller shows it in words, too. */
  status?: PresenceBadgeStatus | undefined;
}

/** An avatar without initials, for a button whose label is not the person's name. */
export const PersonIcon = ({ name, size }: { name: string; size: NonNullable<AvatarProps['size']> }) => (
  <Avatar aria-hidden color="colorful" idForColor={name} size={size} />
);

/** A person's photo, or their initials on a colour of their own. Hidden from screen readers: the name stands beside it. */
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
