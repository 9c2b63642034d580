import { Avatar, type AvatarProps, type PresenceBadgeStatus } from '@fluentui/react-components';

interface PersonAvatarProps {
  /** Gives the avatar its initials and its colour. */
  name: string;
  /** Whether an icon replaces the initials. */
  isUnknown?: boolean;
  size: NonNullable<AvatarProps['size']>;
  /** URL of a photo. If it is missing or does not load, the avatar shows the initials. */
  photo?: string | null;
  /** The person's presence, shown as a badge. The component around the avatar shows the presence in words, too. */
  status?: PresenceBadgeStatus | undefined;
  className?: string;
}

/** A person's photo or initials. Screen readers ignore the avatar, because the name is beside it. */
export const PersonAvatar = ({
  name,
  isUnknown = false,
  size,
  photo,
  status,
  className,
}: PersonAvatarProps) => (
  <Avatar
    aria-hidden
    color="colorful"
    idForColor={name}
    size={size}
    {...(!isUnknown && { name })}
    {...(className && { className })}
    {...(photo && { image: { src: photo, alt: '' } })}
    {...(status && { badge: { status } })}
  />
);
