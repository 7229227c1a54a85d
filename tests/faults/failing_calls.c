/* Loaded before the C library: counts the calls that change something below one folder, and lets one of them fail, or
   with error 0 ends the process there. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char below[PATH_MAX];
static size_t below_length;
static int fail_errno;
static _Atomic long fail_at, count, has_failed;
static char failed_call[PATH_MAX + 64];

void faults_arm(long number, int error, const char *folder) {
    snprintf(below, sizeof below, "%s", folder);
    below_length = strlen(below);
    fail_errno = error;
    count = 0;
    has_failed = 0;
    fail_at = number;
}

long faults_counted(void) { return count; }
long faults_failed(void) { return has_failed; }
const char *faults_call(void) { return failed_call; }

static int concerns(const char *path) { return below_length && path && strncmp(path, below, below_length) == 0; }

static int fails(const char *call, const char *path) {
    long number = ++count;
    if (fail_at == 0 || number != fail_at) return 0;
    has_failed = 1;
    snprintf(failed_call, sizeof failed_call, "%s %s", call, path);
    if (fail_errno == 0) kill(getpid(), SIGKILL);
    errno = fail_errno;
    return 1;
}

static int fails_path(const char *call, const char *path) { return concerns(path) && fails(call, path); }

static int fails_handle(const char *call, int handle) {
    char link[64], path[PATH_MAX];
    if (!below_length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return concerns(path) && fails(call, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define ON_HANDLE(type, name, declared, given)                                                                         \
    type name declared {                                                                                               \
        static __typeof__(&name) real;                                                                                 \
        if (!real) real = REAL(name);                                                                                  \
        return fails_handle(#name, handle) ? -1 : real given;                                                          \
    }

#define ON_PATH(type, name, declared, given)                                                                           \
    type name declared {                                                                                               \
        static __typeof__(&name) real;                                                                                 \
        if (!real) real = REAL(name);                                                                                  \
        return fails_path(#name, path) ? -1 : real given;                                                              \
    }

ON_HANDLE(ssize_t, write, (int handle, const void *data, size_t size), (handle, data, size))
ON_HANDLE(ssize_t, pwrite, (int handle, const void *data, size_t size, off_t at), (handle, data, size, at))
ON_HANDLE(ssize_t, pwrite64, (int handle, const void *data, size_t size, off64_t at), (handle, data, size, at))
ON_HANDLE(int, fsync, (int handle), (handle))
ON_HANDLE(int, fdatasync, (int handle), (handle))
ON_HANDLE(int, ftruncate, (int handle, off_t size), (handle, size))
ON_HANDLE(int, ftruncate64, (int handle, off64_t size), (handle, size))
ON_HANDLE(int, fallocate, (int handle, int mode, off_t at, off_t size), (handle, mode, at, size))
ON_PATH(int, rename, (const char *path, const char *new_path), (path, new_path))
ON_PATH(int, mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(int, unlink, (const char *path), (path))
ON_PATH(int, link, (const char *path, const char *new_path), (path, new_path))
ON_PATH(int, chmod, (const char *path, mode_t mode), (path, mode))

/* hnswlib writes with C++ streams, which call these. */
#include <sys/uio.h>
ON_HANDLE(ssize_t, writev, (int handle, const struct iovec *parts, int number), (handle, parts, number))

#define ON_OPEN(name)                                                                                                  \
    int name(const char *path, int flags, ...) {                                                                       \
        static int (*real)(const char *, int, ...);                                                                    \
        mode_t mode = 0;                                                                                               \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                                                     \
        if (flags & (O_CREAT | __O_TMPFILE)) {                                                                         \
            va_list rest;                                                                                              \
            va_start(rest, flags);                                                                                     \
            mode = va_arg(rest, mode_t);                                                                               \
            va_end(rest);                                                                                              \
        }                                                                                                              \
        if ((flags & O_CREAT) && fails_path(#name, path)) return -1;                                                   \
        return real(path, flags, mode);                                                                                \
    }

ON_OPEN(open)
ON_OPEN(open64)

#define ON_FOPEN(name)                                                                                                 \
    FILE *name(const char *path, const char *mode) {                                                                   \
        static FILE *(*real)(const char *, const char *);                                                              \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                                                     \
        if ((strpbrk(mode, "wa+")) && fails_path(#name, path)) return NULL;                                            \
        return real(path, mode);                                                                                       \
    }

ON_FOPEN(fopen)
ON_FOPEN(fopen64)
