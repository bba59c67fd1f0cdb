// SPDX-License-Identifier: MIT
#include "report/page.hpp"

#include <gio/gio.h>

#include <memory>
#include <mutex>
#include <string_view>

#include "aesthetic/error.hpp"
#include "reading/gst.hpp"

// Made by glib-compile-resources from the files in this folder.
extern "C" void aesthetic_report_register_resource();

namespace aesthetic {
namespace {

struct ReleaseBytes {
  void operator()(GBytes* bytes) const { g_bytes_unref(bytes); }
};

std::string embedded(const std::string& name) {
  static std::once_flag registered;
  std::call_once(registered, aesthetic_report_register_resource);
  const std::unique_ptr<GBytes, ReleaseBytes> bytes(
      g_resources_lookup_data(("/aesthetic/" + name).c_str(), G_RESOURCE_LOOKUP_FLAGS_NONE, nullptr));
  if (bytes == nullptr) throw Error(ErrorKind::failed, "this program holds no file " + name);
  gsize size = 0;
  const void* data = g_bytes_get_data(bytes.get(), &size);
  return {static_cast<const char*>(data), size};
}

std::string html_text(const std::string& text) {
  const gst::Ptr<gchar> escaped(g_markup_escape_text(text.c_str(), -1));
  return escaped.get();
}

// Nothing in it can end the script element that it stands in.
std::string script_json(const boost::json::value& data) {
  std::string text;
  for (const char c : boost::json::serialize(data)) text += c == '<' ? "\\u003c" : std::string(1, c);
  return text;
}

}  // namespace

std::string page_text(const std::string& template_name, const std::string& title,
                      const boost::json::value& data) {
  constexpr std::string_view file_mark = "@FILE ";
  const std::string source = embedded(template_name);
  std::string text;
  std::size_t done = 0;
  for (std::size_t mark = source.find('@'); mark != std::string::npos; mark = source.find('@', done)) {
    const std::size_t end = source.find('@', mark + 1);
    if (end == std::string::npos) break;
    const std::string word = source.substr(mark, end + 1 - mark);
    text.append(source, done, mark - done);
    done = end + 1;
    if (word == "@TITLE@") {
      text += html_text(shown_name(title));
    } else if (word == "@DATA@") {
      text += script_json(data);
    } else if (word.compare(0, file_mark.size(), file_mark) == 0) {
      text += embedded(word.substr(file_mark.size(), word.size() - file_mark.size() - 1));
    } else {
      text += word.substr(0, word.size() - 1);  // an '@' of the page itself; the next one may open a word
      done = end;
    }
  }
  return text.append(source, done, std::string::npos);
}

std::string shown_name(const std::string& name) {
  const gst::Ptr<gchar> utf8(g_utf8_make_valid(name.c_str(), static_cast<gssize>(name.size())));
  return utf8.get();
}

std::string url_of(const std::string& name) {
  const gst::Ptr<gchar> url(g_uri_escape_string(name.c_str(), "/", FALSE));
  return url.get();
}

}  // namespace aesthetic
