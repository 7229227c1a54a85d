/* Loaded before the C library, into every process: notes whoever makes an internet socket, names a host or sends to an
   address, into the file named by EVOKE_NETWORK_NOTES. Local sockets are nobody's business. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void note(const char *call, const char *what) {
    char line[512], program[256] = "?";
    const char *notes = getenv("EVOKE_NETWORK_NOTES");
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (!notes) return;
    if (length > 0) program[length] = 0;
    int size = snprintf(line, sizeof line, "%s %s by %d %s\n", call, what ? what : "", (int)getpid(), program);
    int handle = open(notes, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (handle < 0) return;
    write(handle, line, size < (int)sizeof line ? size : (int)sizeof line - 1);
    close(handle);
}

static int is_internet(int family) { return family == AF_INET || family == AF_INET6; }

int socket(int family, int type, int protocol) {
    static int (*real)(int, int, int);
    if (!real) real = dlsym(RTLD_NEXT, "socket");
    if (is_internet(family)) note("socket", family == AF_INET ? "AF_INET" : "AF_INET6");
    return real(family, type, protocol);
}

int connect(int handle, const struct sockaddr *address, socklen_t length) {
    static int (*real)(int, const struct sockaddr *, socklen_t);
    if (!real) real = dlsym(RTLD_NEXT, "connect");
    if (address && is_internet(address->sa_family)) note("connect", "");
    return real(handle, address, length);
}

ssize_t sendto(int handle, const void *data, size_t size, int flags, const struct sockaddr *address, socklen_t length) {
    static ssize_t (*real)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
    if (!real) real = dlsym(RTLD_NEXT, "sendto");
    if (address && is_internet(address->sa_family)) note("sendto", "");
    return real(handle, data, size, flags, address, length);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    static int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    if (!real) real = dlsym(RTLD_NEXT, "getaddrinfo");
    note("getaddrinfo", node);
    return real(node, service, hints, found);
}

struct hostent *gethostbyname(const char *name) {
    static struct hostent *(*real)(const char *);
    if (!real) real = dlsym(RTLD_NEXT, "gethostbyname");
    note("gethostbyname", name);
    return real(name);
}
