// SPDX-License-Identifier: MIT
#include "element_error.hpp"

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

struct ErrorCode {
  GQuark domain;
  gint code;
};

ErrorCode error_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found:
      return {GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND};
    case ErrorKind::unreadable:
      return {GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ};
    case ErrorKind::no_device:
      return {GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS};
    case ErrorKind::bad_model:
      return {GST_LIBRARY_ERROR, GST_LIBRARY_ERROR_INIT};
    case ErrorKind::bad_picture:
      return {GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT};
    case ErrorKind::bad_data:
      return {GST_LIBRARY_ERROR, GST_LIBRARY_ERROR_SETTINGS};
    case ErrorKind::failed:
      break;
  }
  return {GST_LIBRARY_ERROR, GST_LIBRARY_ERROR_FAILED};
}

void post(GstElement* element, GstMessageType type, const std::exception& fault) noexcept {
  const auto* error = dynamic_cast<const Error*>(&fault);
  const auto [domain, code] = error_code(error != nullptr ? error->kind() : ErrorKind::failed);
  gst_element_message_full(element, type, domain, code, g_strdup(fault.what()), nullptr, __FILE__,
                           GST_FUNCTION, __LINE__);
}

}  // namespace

void post_error(GstElement* element, const std::exception& fault) noexcept {
  post(element, GST_MESSAGE_ERROR, fault);
}

void post_warning(GstElement* element, const std::exception& fault) noexcept {
  post(element, GST_MESSAGE_WARNING, fault);
}

}  // namespace aesthetic
