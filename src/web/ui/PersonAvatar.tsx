import { Avatar, type AvatarProps, type PresenceBadgeStatus } from '@fluentui/react-components';

interface PersonAvatarProps {
  name: string;
  size: NonNullable<AvatarProps['size']>;
  /** URL of a photo. If it is missing or does not load, the avatar shows the initials. */
  photo?: string | null;
  /** The person's presence, shown as a badge. The component around the avatar shows the presence in words, too. */
  status?: PresenceBadgeStatus | undefined;
  className?: string;
}

/** An avatar with an icon instead of initials. @param props.name chooses the colour */
export const PersonIcon = ({ name, size }: { name: string; size: NonNullable<AvatarProps['size']> }) => (
  <Avatar aria-hidden color="colorful" idForColor={name} size={size} />
);

/** A person's photo or initials. Screen readers ignore the avatar, because the name is beside it. */
export const PersonAvatar = ({ name, size, photo, status, className }: PersonAvatarProps) => (
  <Avatar
    aria-hidden
    name={name}
    color="colorful"
    idForColor={name}
    size={size}
    {...(className && { className })}
    {...(photo && { image: { src: photo, alt: '' } })}
    {...(status && { badge: { status } })}
  />
);
