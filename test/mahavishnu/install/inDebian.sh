#!/bin/sh
# inDebian.sh ROOT COMMAND...: runs a command with the programs of the Debian system in the folder ROOT
# and with the files of this machine, each at its own path. It mounts in a namespace of its own, which
# nobody else sees and which goes away with it. The command takes the place of this process.
set -eu
if [ -z "${SWARM_IN_NAMESPACE:-}" ]; then
  SWARM_IN_NAMESPACE=1 exec unshare --mount --propagation private "$0" "$@"
fi
unset SWARM_IN_NAMESPACE
root=$1
shift
node=$(readlink -f "$(command -v node || true)" || true)
for folder in /*; do
  case $folder in
    /bin | /boot | /etc | /lib* | /lost+found | /media | /run | /sbin | /usr | /var) continue ;;
  esac
  if [ -d "$folder" ] && [ ! -L "$folder" ]; then
    mkdir -p "$root$folder"
    mount --rbind "$folder" "$root$folder"
  fi
done
# Workers are started by the path of the Node that runs the tests, which may be one of the system.
case $node in
  /usr/*)
    mkdir -p "$root${node%/*}"
    touch "$root$node"
    mount --bind "$node" "$root$node"
    ;;
esac
# How this machine reaches package indexes, and whom it trusts.
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
  if [ -e "$file" ]; then cp -fL "$file" "$root$file"; fi
done
exec chroot "$root" "$@"
